using Csms.ReadModels.Reservations;
using Npgsql;

namespace Csms.Host.Api.Reservations;

/// <summary>Numbers for reservations. One that is in use at the charge point, by somebody who chose it himself, is passed over: it would replace that one.</summary>
internal sealed class ReservationIds(NpgsqlDataSource dataSource, ReservationQueries reservations)
{
    public async Task<int> NextAsync(string chargePointId, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using var command = dataSource.CreateCommand("SELECT nextval('csms.reservation_ids')::int");
            var id = (int)(await command.ExecuteScalarAsync(cancellationToken))!;
            var same = await reservations.ListByNumberAsync(chargePointId, id, 1, cancellationToken);
            if (same is [] or [{ EndedAt: not null }])
                return id;
        }
    }
}
