; The installer: for one user, without rights, one folder, one entry in the Start menu, one uninstaller.
; makensis -DVERSION=0.1.0 -DSOURCE=folder -DICON=edgeshift.ico -DOUT=setup.exe [-DFAST] edgeshift.nsi
Unicode true
Target amd64-unicode ; Windows 10 and later have nothing else
RequestExecutionLevel user
ManifestDPIAware true
!ifdef FAST
  SetCompress off
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
AllowSkipFiles off ; a file that cannot be replaced ends the installation, silent with exit code 2
!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "FileFunc.nsh"

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\EdgeShift"
!define RUNNING "EdgeShift is running. Close it, and then try again."
!define OCCUPIED "This folder contains other files. Choose an empty folder."
Name "EdgeShift ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\EdgeShift"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "EdgeShift"
VIAddVersionKey "FileDescription" "EdgeShift installer"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT license"
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\EdgeShift.exe"
!insertmacro MUI_PAGE_LICENSE "${SOURCE}/LICENSE"
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE CheckFolder
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; Both launchers hold this mutex. Silent: exit code 2 and nothing on screen.
!macro RefuseWhileRunning
  System::Call 'kernel32::OpenMutexW(i 0x100000, i 0, w "EdgeShift is running") p .r0'
  ${If} $0 P<> 0
    System::Call 'kernel32::CloseHandle(p r0)'
    MessageBox MB_OK|MB_ICONEXCLAMATION "${RUNNING}" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
!macroend

; An update removes folders such as "python": those of another program or of the user must stay.
!macro RefuseFolderOfOthers
  ReadRegStr $0 HKCU "${KEY}" "InstallLocation"
  ${If} $0 != $INSTDIR
  ${AndIfNot} ${FileExists} "$INSTDIR\EdgeShift.exe"
    ${DirState} "$INSTDIR" $0
    ${If} $0 = 1
      MessageBox MB_OK|MB_ICONEXCLAMATION "${OCCUPIED}" /SD IDOK
      SetErrorLevel 2
      Abort
    ${EndIf}
  ${EndIf}
!macroend

; What an older version put there must not be imported by this one. Nothing else in the folder is touched.
!macro RemoveProgram
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\packages"
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\licenses"
  Delete "$INSTDIR\EdgeShift.exe"
  Delete "$INSTDIR\edgeshift-cli.exe"
  Delete "$INSTDIR\LICENSE"
  Delete "$INSTDIR\THIRD-PARTY-NOTICES.md"
  Delete "$INSTDIR\VERSIONS.txt"
!macroend

Function .onInit
  !insertmacro RefuseWhileRunning
FunctionEnd

Function un.onInit
  !insertmacro RefuseWhileRunning
FunctionEnd

Function CheckFolder
  !insertmacro RefuseFolderOfOthers
FunctionEnd

Section "EdgeShift"
  !insertmacro RefuseFolderOfOthers ; a silent installation has no page
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR" ; first, so that it can be tried again after a failure
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*"
  SetOutPath "$PROFILE" ; the shortcut starts there
  CreateShortcut "$SMPROGRAMS\EdgeShift.lnk" "$INSTDIR\EdgeShift.exe"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${KEY}" "DisplayName" "EdgeShift"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "Publisher" "EdgeShift"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\EdgeShift.exe"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

; Saved answers are the user's work and stay; settings, log and crash notes go.
Section "Uninstall"
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\EdgeShift.lnk"
  Delete "$LOCALAPPDATA\edgeshift\edgeshift.ini"
  Delete "$LOCALAPPDATA\edgeshift\edgeshift.log"
  Delete "$LOCALAPPDATA\edgeshift\edgeshift.log.1"
  RMDir /r "$LOCALAPPDATA\edgeshift\crashes"
  RMDir "$LOCALAPPDATA\edgeshift"
  DeleteRegKey HKCU "${KEY}"
SectionEnd
