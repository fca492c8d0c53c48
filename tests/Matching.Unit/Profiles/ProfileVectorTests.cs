using Attune.Matching.Music.Profiles;
using Attune.Numerics;

namespace Attune.Matching.Unit.Profiles;

public sealed class ProfileVectorTests
{
    [Fact]
    public void Without_members_it_is_the_query_and_without_a_query_the_members()
    {
        Assert.Equal([0.6f, 0.8f], ProfileVector.Of([0.6f, 0.8f], ProfileVector.Centroid([]))!);
        Assert.Equal([0f, 1f], ProfileVector.Of(null, ProfileVector.Centroid([[0, 1], [0, 1]]))!);
        Assert.Null(ProfileVector.Of(null, null));
    }

    [Fact]
    public void It_lies_half_way_between_query_and_members()
    {
        var profile = ProfileVector.Of([1, 0], ProfileVector.Centroid([[0, 1], [0, 1]]))!;
        Assert.Equal(profile[0], profile[1], 6);
        Assert.Equal(1, VectorMath.Dot(profile, profile), 6);
    }
}
