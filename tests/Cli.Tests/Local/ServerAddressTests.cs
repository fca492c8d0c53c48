using Attune.Cli.Local;

namespace Attune.Cli.Tests.Local;

public sealed class ServerAddressTests
{
    [Theory]
    [InlineData("postgres://me:p%40ss@db.example:6543/music", "db.example", 6543, "me", "p@ss", "music")]
    [InlineData("postgresql://db", "db", 5432, "", "", "")]
    [InlineData("postgres://me@[::1]/music?sslmode=require", "::1", 5432, "me", "", "music")]
    [InlineData("Host=db;Port=6543;Username=me;Password=a=b;Database=music", "db", 6543, "me", "a=b", "music")]
    [InlineData("Server=/run/postgresql; User Id=me; Password='a;b'", "/run/postgresql", 5432, "me", "a;b", "")]
    [InlineData("Username=me", "localhost", 5432, "me", "", "")]
    public void A_PostgreSQL_is_named_by_a_URI_or_as_Npgsql_does_it(string text, string host, int port, string user, string password, string database) =>
        Assert.Equal(new ServerAddress(host, port, user, password, database), ServerAddress.Postgres(text));

    [Theory]
    [InlineData("amqp://me:p%2Fss@mq.example/a%2Fb", "mq.example", 5672, "p/ss", "a/b")]
    [InlineData("amqps://me:secret@mq.example", "mq.example", 5671, "secret", "")]
    public void A_RabbitMQ_is_named_by_a_URI(string text, string host, int port, string password, string virtualHost)
    {
        var address = ServerAddress.RabbitMq(text);
        Assert.Equal((host, port, "me", password, virtualHost), (address.Host, address.Port, address.User, address.Password, address.Path));
        Assert.Equal(text.StartsWith("amqps", StringComparison.Ordinal), address.Encrypted);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("Host=db;Port=secret")]
    [InlineData("http://me:secret@db/music")]
    public void What_is_neither_is_refused_without_repeating_it(string text)
    {
        foreach (var parse in new Func<string, ServerAddress>[] { ServerAddress.Postgres, ServerAddress.RabbitMq })
        {
            var error = Assert.Throws<CliException>(() => parse(text));
            Assert.Equal(ExitCode.Unusable, error.ExitCode);
            Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        }
    }
}
