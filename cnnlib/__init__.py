"""The library of the course: operators, networks, figures and explorers."""
