namespace SneTools;
