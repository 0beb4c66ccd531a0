using System.Diagnostics;

namespace Csms.Domain.ReRatings;

/// <summary>A re-rating: the fold of its <see cref="ReRatingEvent"/>s.</summary>
public sealed record ReRating
{
    /// <summary>Type of the stream in the store.</summary>
    public const string StreamType = "re-rating";

    /// <summary>Before anything happened.</summary>
    public static ReRating Initial { get; } = new();

    /// <summary>What is wanted; null before that.</summary>
    public ReRatingEvent.Requested? Request { get; init; }

    /// <summary>Null before it was confirmed.</summary>
    public ReRatingEvent.Confirmed? Confirmation { get; init; }

    /// <summary>Null before it was done.</summary>
    public ReRatingEvent.Completed? Completion { get; init; }

    /// <summary>The stream of a re-rating, <c>re-rating-{uuid}</c>.</summary>
    public static string StreamId(Guid id) => $"re-rating-{id:D}";

    /// <summary>The state after one more event.</summary>
    public ReRating Evolve(ReRatingEvent e) => e switch
    {
        ReRatingEvent.Requested requested => this with { Request = requested },
        ReRatingEvent.Confirmed confirmed => this with { Confirmation = confirmed },
        ReRatingEvent.Completed completed => this with { Completion = completed },
        _ => throw new UnreachableException($"{e} is no event of a re-rating."),
    };
}
