@echo off
rem Starts Paddock on Windows from any directory: finds a JDK 25 and the built jar, and says what is lacking otherwise.
setlocal EnableExtensions
set "home=%~dp0"
set "jdk="

call :try "%JAVA_HOME%"
for %%J in (java.exe) do if not "%%~$PATH:J"=="" call :try "%%~dp$PATH:J.."
for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\jdk-25*" "%ProgramFiles%\Java\jdk-25*" "%ProgramFiles%\Microsoft\jdk-25*" "%ProgramFiles%\Zulu\zulu-25*" "%USERPROFILE%\.jdks\*") do call :try "%%~D"
if not defined jdk (
  echo paddock: no JDK 25 found. Install one ^(for example Temurin 25^) or point JAVA_HOME at it. 1>&2
  exit /b 2
)

rem For scripts that need a JDK of their own.
if "%~1"=="--jdk" (
  echo %jdk%
  exit /b 0
)

rem The same JVM as in the shell's launcher, where the reasons stand.
set flags=-XX:+UseSerialGC -Xms256m -Xmx1g -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow

if "%~1"=="bench" goto bench
set "jar=%home%harness\target\paddock.jar"
if not exist "%jar%" (
  echo paddock: not built yet. Run: mvn -f "%home%pom.xml" package -Pquick -pl harness -am 1>&2
  exit /b 2
)
"%jdk%\bin\java.exe" %flags% -XX:TieredStopAtLevel=1 -jar "%jar%" %*
exit /b %ERRORLEVEL%

:bench
set "jar=%home%benchmarks\target\paddock-benchmarks.jar"
if not exist "%jar%" (
  echo paddock: not built yet. Run: mvn -f "%home%pom.xml" package -Pquick -pl benchmarks -am 1>&2
  exit /b 2
)
set "rest="
:more
shift
if "%~1"=="" goto start
set rest=%rest% %1
goto more
:start
"%jdk%\bin\java.exe" %flags% --add-modules=jdk.incubator.vector -jar "%jar%" %rest%
exit /b %ERRORLEVEL%

rem Takes a directory for the JDK if it is one of Java 25 and none is found yet.
:try
if defined jdk exit /b 0
if "%~1"=="" exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
findstr /b /r /c:"JAVA_VERSION=.25[^0-9]" "%~1\release" >nul 2>&1 || exit /b 0
set "jdk=%~f1"
exit /b 0
