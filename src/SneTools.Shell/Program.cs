Console.WriteLine("SneTools");
