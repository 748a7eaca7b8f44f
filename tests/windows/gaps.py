"""Functions of Windows that Python uses and Wine 8 lacks, with alternatives; pytest imports this first."""

import _winapi

del _winapi.CopyFile2  # shutil then copies by itself; Wine would end the process
