@echo off
rem One word for people on Windows: everything is in run.py.
py -3 "%~dp0run.py" %*
exit /b %ERRORLEVEL%
