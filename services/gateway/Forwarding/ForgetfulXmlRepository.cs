using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Attune.Gateway.Forwarding;

/// <summary>Keeps data-protection keys in memory only.</summary>
internal sealed class ForgetfulXmlRepository : IXmlRepository
{
    private readonly Lock _gate = new();
    private readonly List<XElement> _elements = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_gate) return [.. _elements.Select(element => new XElement(element))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_gate) _elements.Add(new XElement(element));
    }
}
