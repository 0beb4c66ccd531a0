using System.CommandLine;
using System.Net;
using System.Net.Sockets;

namespace Csms.Host.CommandLine;

/// <summary>Options that several commands share; one instance each, so that they read the same everywhere.</summary>
internal static class CommonOptions
{
    public static readonly Option<string> Data = new("--data")
    {
        Description = "Folder for the database, certificates and the first key",
        HelpName = "DIR",
        DefaultValueFactory = _ => "./data",
        Recursive = true,
    };

    public static readonly Option<int> Http = Port("--http", 8080, "Port for HTTP and ws://");

    public static readonly Option<int> Https = Port("--https", 8443, "Port for HTTPS and wss://");

    public static readonly Option<bool> Demo = new("--demo") { Description = "Add simulated charge points with a living history" };

    public static readonly Option<string?> Listen = new("--listen")
    {
        Description = "Address to listen on: localhost (default: this machine only), any, or one address of this machine",
        HelpName = "ADDRESS",
    };

    public static readonly Option<bool> InsecureHttp = new("--insecure-http")
    {
        Description = "Let --listen open the port without TLS too, for charge points that cannot do TLS; without it that port stays on this machine",
    };

    public static readonly Option<string[]> Certificate = new("--certificate")
    {
        Description = "Server certificate with its chain (PEM), twice for one with an RSA and one with an ECDSA key; without it development certificates are made",
        HelpName = "FILE",
    };

    public static readonly Option<string[]> CertificateKey = new("--certificate-key")
    {
        Description = "Its private key (PEM), when it is not in the same file; as often as --certificate, in the same order",
        HelpName = "FILE",
    };

    static CommonOptions() => Listen.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && token.Value is not ("localhost" or "any") && !IPAddress.TryParse(token.Value, out _))
            result.AddError($"--listen takes localhost, any or an IP address, not '{token.Value}'.");
    });

    public static IPAddress? AddressOf(string? listen) => listen switch
    {
        null or "localhost" => null,
        "any" => Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any,
        _ => IPAddress.Parse(listen),
    };

    private static Option<int> Port(string name, int fallback, string description)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "PORT", DefaultValueFactory = _ => fallback };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (!int.TryParse(token.Value, out var port) || port is < 0 or > 65535))
                result.AddError($"{name} takes a port from 1 to 65535 (0: any free one), not '{token.Value}'.");
        });
        return option;
    }
}
