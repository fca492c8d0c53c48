using Attune.Bench.Gpu.Reporting;
using Attune.Bench.Gpu.Running;
using Attune.Bench.Gpu.Workloads;

// write FOLDER full|tiny          models with random weights, and what to run them on
// run FOLDER cpu|cuda RESULTS     the models on ONNX Runtime
// report REFERENCE RESULTS...     a table of all results, with their distance from the reference
// Exit code 3: the device asked for is not usable.
switch (args)
{
    case ["write", var folder, "full" or "tiny"]:
        ModelFolder.Write(folder, tiny: args[2] == "tiny");
        return 0;
    case ["run", var folder, "cpu" or "cuda", var results]:
        try
        {
            Bench.Run(folder, args[2] == "cuda", results);
            return 0;
        }
        catch (DeviceUnavailableException failure)
        {
            Console.Error.WriteLine(failure.Message);
            return 3;
        }

    case ["report", var reference, .. var others]:
        Console.Write(Table.Of(reference, others));
        return 0;
    default:
        Console.Error.WriteLine("usage: write FOLDER full|tiny · run FOLDER cpu|cuda RESULTS · report REFERENCE RESULTS...");
        return 2;
}
