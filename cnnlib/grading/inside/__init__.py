"""What runs inside the sandbox: NumPy and the standard library only, nothing else of cnnlib.

The folder alone is bound into the sandbox, so its modules import one another and no other part.
The parent uses `codec` and `frames`, too.
"""
