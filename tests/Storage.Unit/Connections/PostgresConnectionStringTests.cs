using Npgsql;

namespace Attune.Storage.Unit.Connections;

public sealed class PostgresConnectionStringTests
{
    [Fact]
    public void A_URI_gives_every_part()
    {
        var connection = PostgresConnectionString.Parse("postgres://me:p%40ss%2Fw%3Ard@db.example:6543/my%20db?sslmode=require&application_name=x&connect_timeout=7&Maximum Pool Size=5");

        Assert.Equal("db.example", connection.Host);
        Assert.Equal(6543, connection.Port);
        Assert.Equal("me", connection.Username);
        Assert.Equal("p@ss/w:rd", connection.Password);
        Assert.Equal("my db", connection.Database);
        Assert.Equal(SslMode.Require, connection.SslMode);
        Assert.Equal("x", connection.ApplicationName);
        Assert.Equal(7, connection.Timeout);
        Assert.Equal(5, connection.MaxPoolSize);
    }

    [Theory]
    [InlineData("postgresql://localhost/db", "localhost", 5432)]
    [InlineData("POSTGRES://[::1]:6000/db", "::1", 6000)]
    [InlineData("postgres://u:a@b@h:1/db", "h", 1)]
    [InlineData("Host=h;Port=1;Database=db", "h", 1)]
    [InlineData("Server=h;Database=db;User Id=u;Pwd='a;b=c'", "h", 5432)]
    public void Both_forms_are_understood(string text, string host, int port)
    {
        var connection = PostgresConnectionString.Parse(text);

        Assert.Equal((host, port, "db"), (connection.Host, connection.Port, connection.Database));
    }

    [Theory]
    [InlineData("postgres://me:hunter2@:5432/db")]
    [InlineData("postgres://me:hunter2@h:port/db")]
    [InlineData("postgres://me:x/hunter2@h/db")]
    [InlineData("postgres://me:x:hunter2@h:99999/db")]
    [InlineData("postgres://me:hunter2@h/db?nonsense=1")]
    [InlineData("postgres://me:hunter2@h/db?sslmode=maybe")]
    [InlineData("postgres://me:hunter2@[::1/db")]
    [InlineData("Host=h;Password=x;hunter2=y")]
    [InlineData("Host=h;Password=x;hunter2")]
    [InlineData("Host=h;Password=hunter2;Port=many")]
    [InlineData("Host=h;Password=hunter2;Hots=x")]
    [InlineData("Password=hunter2;Database=db")]
    [InlineData("hunter2")]
    public void What_cannot_be_used_is_refused_without_showing_the_password(string text)
    {
        var exception = Assert.Throws<FormatException>(() => PostgresConnectionString.Parse(text));

        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_keyword_is_named_where_it_can_be_no_password() =>
        Assert.Contains("'hots'", Assert.Throws<FormatException>(() => PostgresConnectionString.Parse("Hots=x;Database=db")).Message, StringComparison.OrdinalIgnoreCase);
}
