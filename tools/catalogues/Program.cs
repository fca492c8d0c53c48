using Attune.Catalogues;

return await CatalogueCommand.Create().Parse(args).InvokeAsync();
