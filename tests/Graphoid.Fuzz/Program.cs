using Graphoid.Fuzz;

if (FuzzSettings.Parse(args) is not { } settings)
{
    await Console.Error.WriteLineAsync(FuzzSettings.Usage);
    return 2;
}

return await new FuzzRun(settings).RunAsync() == 0 ? 0 : 1;
