"""What a record is.

Pure: no input or output, no Qt, no SQL, no clock, no digests of its own.
"""
