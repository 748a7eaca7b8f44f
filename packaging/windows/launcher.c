/* EdgeShift.exe and, with -DCONSOLE, edgeshift-cli.exe: load python\python313.dll beside them and run `-m gui` in this
 * process, so that the task bar and the task manager show EdgeShift. Both hold a mutex while they run; the installer
 * looks for it. */
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>

#define LONGEST 32768
typedef int (*py_main)(int, wchar_t **);

static int fail(const wchar_t *text) {
#ifdef CONSOLE
    fwprintf(stderr, L"EdgeShift: %ls\n", text);
#else
    MessageBoxW(0, text, L"EdgeShift", MB_ICONERROR);
#endif
    return 1;
}

static int start(int argc, wchar_t **argv) {
    static wchar_t path[LONGEST + 32], python[LONGEST + 32];
    DWORD length = GetModuleFileNameW(0, path, LONGEST);
    if (!length || length == LONGEST) return fail(L"The path of this folder is too long.");
    wcscpy(wcsrchr(path, L'\\'), L"\\python");
    SetDllDirectoryW(path); /* our DLLs, not those of the current folder or the PATH */
    SetEnvironmentVariableW(L"QT_PLUGIN_PATH", 0); /* where another Qt of this machine has its plugins */
    SetEnvironmentVariableW(L"QT_QPA_PLATFORM_PLUGIN_PATH", 0);
    wcscat(wcscpy(python, path), L"\\python.exe");
    wcscat(path, L"\\python313.dll");
    HMODULE library = LoadLibraryExW(path, 0, LOAD_WITH_ALTERED_SEARCH_PATH);
    py_main run = library ? (py_main)(void *)GetProcAddress(library, "Py_Main") : 0;
    if (!run) return fail(L"EdgeShift is incomplete: python\\python313.dll was not loaded. Install EdgeShift again.");
    CreateMutexW(0, FALSE, L"EdgeShift is running");
    wchar_t **arguments = calloc(argc + 5, sizeof *arguments);
    if (!arguments) return fail(L"There is not enough memory.");
    wchar_t *first[] = {python, L"-X", L"utf8", L"-m", L"gui"};
    memcpy(arguments, first, sizeof first);
    memcpy(arguments + 5, argv + 1, (argc - 1) * sizeof *argv);
    return run(argc + 4, arguments);
}

#ifdef CONSOLE
int wmain(int argc, wchar_t **argv) { return start(argc, argv); }
#else
int WINAPI wWinMain(HINSTANCE self, HINSTANCE none, wchar_t *line, int show) { return start(__argc, __wargv); }
#endif
