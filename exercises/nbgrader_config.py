"""Settings of nbgrader for the folders that `make exercises` writes."""

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "cnn-course"
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE"}
