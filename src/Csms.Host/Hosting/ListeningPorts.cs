using System.Net;
using System.Net.Sockets;

namespace Csms.Host.Hosting;

/// <summary>Finds out which port is the trouble before anything else is started.</summary>
internal static class ListeningPorts
{
    /// <exception cref="StartupFailure">Another program listens on one of them, or it may not be opened.</exception>
    public static void Check(ServeOptions options)
    {
        if (options.HttpPort == options.HttpsPort && options.HttpPort != 0)
            throw new StartupFailure(ExitCode.WrongUsage, $"HTTP and HTTPS cannot both use port {options.HttpPort}; choose another with --http or --https.");
        Check(options.ListenInClear ?? IPAddress.Loopback, options.HttpPort, "--http");
        Check(options.Listen ?? IPAddress.Loopback, options.HttpsPort, "--https");
    }

    private static void Check(IPAddress address, int port, string option)
    {
        try
        {
            using var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (address.Equals(IPAddress.IPv6Any))
                listener.DualMode = true;
            listener.Bind(new IPEndPoint(address, port));
            listener.Listen();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new StartupFailure(ExitCode.PortInUse, $"Port {port} is in use by another program; choose another with {option}.");
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new StartupFailure(ExitCode.PortInUse, $"Port {port} may not be opened by this user; choose one above 1023 with {option}.");
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            throw new StartupFailure(ExitCode.WrongUsage, $"{address} is not an address of this machine; change --listen.");
        }
    }
}
