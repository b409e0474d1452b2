namespace SneTools.PowerShell;
