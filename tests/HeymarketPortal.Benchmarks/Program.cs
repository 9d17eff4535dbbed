Console.WriteLine("Benchmarks: startup");
