namespace Attune.Graphs.Unit.Running;

/// <summary>An output: numbers and their shape.</summary>
internal sealed record Numbers(float[] Values, long[] Shape)
{
    /// <summary>The numbers at one index of the leading axes, which are taken as one.</summary>
    public ReadOnlySpan<float> Row(int index)
    {
        var width = (int)Shape[^1];
        return Values.AsSpan(index * width, width);
    }
}
