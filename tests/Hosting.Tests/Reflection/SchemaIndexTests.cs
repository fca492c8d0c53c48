using Attune.Hosting.Reflection;

namespace Attune.Hosting.Tests.Reflection;

public sealed class SchemaIndexTests
{
    [Fact]
    public void An_extension_is_found_by_its_type_and_number()
    {
        // google/api/http.proto's option is the extension that real services use.
        var index = new SchemaIndex([Google.Api.AnnotationsReflection.Descriptor]);

        Assert.Equal("google/api/annotations.proto", index.FindExtension("google.protobuf.MethodOptions", 72295728)?.Name);
        Assert.Equal("google/api/annotations.proto", index.FindSymbol("google.api.http")?.Name);
        Assert.Equal([72295728], index.ExtensionNumbers("google.protobuf.MethodOptions"));
    }
}
