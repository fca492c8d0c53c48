using System.Data;
using Dapper;
using Pgvector;

namespace Attune.Storage;

/// <summary>Lets Dapper pass and read <see cref="Vector"/>.</summary>
internal sealed class VectorTypeHandler : SqlMapper.TypeHandler<Vector>
{
    public static void Register() => SqlMapper.AddTypeHandler(new VectorTypeHandler());

    public override Vector Parse(object value) => (Vector)value;

    // Npgsql infers the type from the value.
    public override void SetValue(IDbDataParameter parameter, Vector? value) => parameter.Value = (object?)value ?? DBNull.Value;
}
