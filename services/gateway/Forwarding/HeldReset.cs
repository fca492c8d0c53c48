using Microsoft.AspNetCore.Http.Features;

namespace Attune.Gateway.Forwarding;

/// <summary>
/// Holds back the reset of a stream by which YARP ends an answer that its backend has broken off. A reset tells the caller
/// nothing; held back, the answer can still end with a status.
/// </summary>
internal sealed class HeldReset(IHttpResetFeature inner) : IHttpResetFeature
{
    private int? _errorCode;

    public bool IsHeld => _errorCode is not null;

    public void Reset(int errorCode) => _errorCode ??= errorCode;

    /// <summary>Resets the stream after all, if that was asked for.</summary>
    public void Release()
    {
        if (_errorCode is { } errorCode) inner.Reset(errorCode);
    }
}
