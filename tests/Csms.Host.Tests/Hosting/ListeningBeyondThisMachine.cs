using System.Net;
using Csms.Host.Hosting;

namespace Csms.Host.Tests.Hosting;

public class ListeningBeyondThisMachine
{
    [Theory]
    [InlineData(null, false, null)]
    [InlineData(null, true, null)]
    [InlineData("127.0.0.2", false, "127.0.0.2")]
    [InlineData("::1", false, "::1")]
    [InlineData("::", false, null)]
    [InlineData("0.0.0.0", false, null)]
    [InlineData("192.0.2.1", false, null)]
    [InlineData("192.0.2.1", true, "192.0.2.1")]
    [InlineData("::", true, "::")]
    public void Keeps_the_port_without_tls_here_unless_told_otherwise(string? listen, bool insecureHttp, string? inClear)
    {
        var options = new ServeOptions("data", 8080, 8443, Listen: listen is null ? null : IPAddress.Parse(listen), InsecureHttp: insecureHttp);

        options.ListenInClear.ShouldBe(inClear is null ? null : IPAddress.Parse(inClear));
    }
}
