"""What Wine 8 lacks of what Python asks Windows for; pytest imports this first. Python has other ways for each."""

import _winapi

del _winapi.CopyFile2  # shutil then copies by itself; Wine would end the process
