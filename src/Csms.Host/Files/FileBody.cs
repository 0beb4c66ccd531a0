using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Csms.Host.Files;

/// <summary>The file in the body of a request: the body itself, or the first part of a multipart one that holds a file.</summary>
internal static class FileBody
{
    // What multipart puts around a file, and the small fields some clients send before it.
    private const long RoomForParts = 1 << 16;

    /// <summary>Tells the server how much may come, before any of it is read.</summary>
    public static void Allow(HttpContext http, long largest)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = largest + RoomForParts;
    }

    /// <summary>Null for a multipart body without a file.</summary>
    public static async Task<Stream?> OpenAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
            return request.Body;
        if (HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
            return null;
        var parts = new MultipartReader(boundary, request.Body);
        while (await parts.ReadNextSectionAsync(cancellationToken) is { } part)
        {
            if (ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) && disposition.IsFileDisposition())
                return part.Body;
        }

        return null;
    }
}
