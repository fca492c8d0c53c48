using Attune.BuiltinEvaluation;

return await EvaluateCommand.Create().Parse(args).InvokeAsync();
