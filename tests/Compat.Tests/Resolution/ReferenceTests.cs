namespace Attune.Compat.Tests.Resolution;

/// <summary>The official binaries against the assemblies beside them: by default, the stand-ins.</summary>
public sealed class ReferenceTests
{
    // The numbers are those of the pinned versions, rounded down: a check that looks at less is broken.
    [Theory]
    [InlineData("Grpc.AspNetCore.Server", 280, 1_200, "Grpc.Core.Api", 65)]
    [InlineData("Grpc.AspNetCore.Server", 280, 1_200, "Grpc.Net.Common", 5)]
    [InlineData("Grpc.Net.Client", 280, 1_700, "Grpc.Core.Api", 60)]
    [InlineData("Grpc.Net.Client", 280, 1_700, "Grpc.Net.Common", 5)]
    [InlineData("Yarp.ReverseProxy", 380, 1_400, "System.IO.Hashing", 1)]
    public void Every_type_and_member_that_an_official_binary_references_is_there(
        string binary, int types, int members, string standIn, int membersOfStandIn)
    {
        using var assemblies = new AssemblySet();

        var report = new ReferenceChecker(assemblies).Check(binary);

        Assert.True(report.Problems.Count == 0, $"{binary} cannot use:\n{string.Join('\n', report.Problems)}");
        Assert.InRange(report.Types, types, int.MaxValue);
        Assert.InRange(report.Members, members, int.MaxValue);
        Assert.InRange(report.MembersByAssembly.GetValueOrDefault(standIn), membersOfStandIn, int.MaxValue);
    }

    [Theory]
    [InlineData("Grpc.AspNetCore.Server", 580)]
    [InlineData("Grpc.Net.Client", 1_400)]
    [InlineData("Yarp.ReverseProxy", 1_700)]
    public void Every_type_of_an_official_binary_loads_and_its_methods_compile(string binary, int methods)
    {
        var report = MethodPreparation.Prepare(binary);

        Assert.True(report.Problems.Count == 0, $"{binary} cannot run:\n{string.Join('\n', report.Problems)}");
        Assert.InRange(report.Prepared, methods, int.MaxValue);
        Assert.Equal(0, report.Skipped);
    }
}
