using Npgsql.Internal;
using Npgsql.Internal.Postgres;

namespace Pgvector.Npgsql;

internal sealed class VectorTypeInfoResolverFactory : PgTypeInfoResolverFactory
{
    public override IPgTypeInfoResolver CreateResolver() => new Resolver(arrays: false);

    public override IPgTypeInfoResolver CreateArrayResolver() => new Resolver(arrays: true);

    private sealed class Resolver : IPgTypeInfoResolver
    {
        private readonly TypeInfoMappingCollection _mappings = new();

        public Resolver(bool arrays)
        {
            _mappings.AddType<Vector>("vector", static (options, mapping, _) =>
                mapping.CreateInfo(options, new DenseConverter<Vector, float>(vector => vector.Memory, elements => new Vector(elements))), isDefault: true);
            _mappings.AddType<HalfVector>("halfvec", static (options, mapping, _) =>
                mapping.CreateInfo(options, new DenseConverter<HalfVector, Half>(vector => vector.Memory, elements => new HalfVector(elements))), isDefault: true);
            if (!arrays) return;
            _mappings.AddArrayType<Vector>("vector");
            _mappings.AddArrayType<HalfVector>("halfvec");
        }

        public PgTypeInfo? GetTypeInfo(Type? type, DataTypeName? dataTypeName, PgSerializerOptions options) => _mappings.Find(type, dataTypeName, options);
    }
}
