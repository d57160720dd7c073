@echo off
rem Starts Stride: finds a JDK 25.0.3 or newer, builds the jar if it is missing or older than the sources, and runs it with
rem the vector module. STRIDE_JAVA_OPTIONS gives the JVM further options.
setlocal enabledelayedexpansion
set "home=%~dp0"
set "jar=%home%cli\target\stride.jar"
set "jdk="
if defined JAVA_HOME call :try "%JAVA_HOME%"
if not defined jdk for /f "delims=" %%j in ('where java 2^>nul') do if not defined jdk call :try "%%~dpj.."
for %%r in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%USERPROFILE%\.jdks") do (
    if not defined jdk if exist "%%~r" for /d %%d in ("%%~r\*") do if not defined jdk call :try "%%d"
)
if not defined jdk (
    echo stride: no JDK 25.0.3 or newer in JAVA_HOME, on the PATH or in the usual folders; install Eclipse Temurin 25 ^(https://adoptium.net^) 1>&2
    exit /b 3
)
powershell -NoProfile -Command "$j = Get-Item -ErrorAction SilentlyContinue $env:jar; if (-not $j) { exit 1 }; $n = @(Get-Item (Join-Path $env:home pom.xml)) + @(foreach ($m in 'engine','data','model','cli') { Get-ChildItem -Recurse -File (Join-Path $env:home \"$m\src\main\"); Get-Item (Join-Path $env:home \"$m\pom.xml\") }) | Where-Object { $_.LastWriteTime -gt $j.LastWriteTime }; exit [int][bool]$n"
if errorlevel 1 (
    where mvn >nul 2>nul || (echo stride: the jar must be built first, and there is no Maven ^(mvn^) on the PATH; install Maven 3.8 or newer 1>&2 & exit /b 3)
    echo stride: building, once 1>&2
    pushd "%home%"
    set "JAVA_HOME=!jdk!"
    call mvn -q -B -Dmaven.test.skip=true -pl cli -am package 1>&2
    if errorlevel 1 (popd & echo stride: the build failed 1>&2 & exit /b 3)
    popd
    copy /b "%jar%"+,, "%jar%" >nul
)
rem As on other systems: a single fit takes a small young generation, unless the user has options of the JVM.
set "options="
if "%~1"=="pca" if "%STRIDE_JAVA_OPTIONS%%JAVA_TOOL_OPTIONS%%JDK_JAVA_OPTIONS%%_JAVA_OPTIONS%"=="" set "options=-XX:+UseParallelGC -Xms128m -Xmn96m -XX:SurvivorRatio=1 -XX:-UseAdaptiveSizePolicy"
"%jdk%\bin\java" --add-modules jdk.incubator.vector %options% %STRIDE_JAVA_OPTIONS% -jar "%jar%" %*
exit /b %errorlevel%

:try
if not exist "%~1\bin\javac.exe" exit /b
if not exist "%~1\release" exit /b
for /f "tokens=2 delims==" %%v in ('findstr /b JAVA_VERSION= "%~1\release"') do set "version=%%~v"
for /f "tokens=1 delims=.-+" %%m in ("%version%") do if %%m geq 25 if not "%version%"=="25" if not "%version%"=="25.0.1" if not "%version%"=="25.0.2" set "jdk=%~f1"
exit /b
