using System.Text.Json;
using System.Text.Json.Serialization;

namespace Csms.Host.Api.Tariffs;

/// <summary>A tariff in OCPI 2.2.1's own JSON (snake_case, enumerations in capitals).</summary>
[JsonConverter(typeof(Verbatim))]
internal sealed record OcpiTariff(JsonElement Json)
{
    public static OcpiTariff Example { get; } = new(JsonElement.Parse(
        """
        {"id":"day-and-night","currency":"EUR","elements":[
        {"price_components":[{"type":"ENERGY","price":0.29,"vat":19,"step_size":1}],"restrictions":{"start_time":"22:00","end_time":"06:00"}},
        {"price_components":[{"type":"FLAT","price":0.50,"vat":19,"step_size":1},{"type":"ENERGY","price":0.45,"vat":19,"step_size":1}]}]}
        """));

    private sealed class Verbatim : JsonConverter<OcpiTariff>
    {
        public override OcpiTariff Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(JsonElement.ParseValue(ref reader));

        public override void Write(Utf8JsonWriter writer, OcpiTariff value, JsonSerializerOptions options) => value.Json.WriteTo(writer);
    }
}

/// <summary>A charge detail record in OCPI 2.2.1's own JSON.</summary>
[JsonConverter(typeof(Verbatim))]
internal sealed record OcpiCdr(JsonElement Json)
{
    public static OcpiCdr Example { get; } = new(JsonElement.Parse(
        """
        {"country_code":"DE","party_id":"ABC","id":"5d0f2b8e-6c1a-8b7d-9e3f-4a5b6c7d8e9f","start_date_time":"2026-01-31T12:00:00Z","end_date_time":"2026-01-31T12:45:00Z",
        "cdr_token":{"country_code":"DE","party_id":"ABC","uid":"04E29A3B","type":"RFID","contract_id":"04E29A3B"},"auth_method":"WHITELIST",
        "cdr_location":{"id":"LOC1","address":"Am Weg 1","city":"Köln","country":"DEU","coordinates":{"latitude":"50.938361","longitude":"6.959974"},"evse_uid":"CP-0815",
        "evse_id":"DE*ABC*ECP-0815*1","connector_id":"1","connector_standard":"IEC_62196_T2","connector_format":"SOCKET","connector_power_type":"AC_3_PHASE"},
        "currency":"EUR","charging_periods":[{"start_date_time":"2026-01-31T12:00:00Z","dimensions":[{"type":"ENERGY","volume":8.55},{"type":"TIME","volume":0.75}],"tariff_id":"day-and-night"}],
        "total_cost":{"excl_vat":4.35,"incl_vat":5.17},"total_energy":8.55,"total_time":0.75,"last_updated":"2026-01-31T12:45:11Z"}
        """));

    private sealed class Verbatim : JsonConverter<OcpiCdr>
    {
        public override OcpiCdr Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(JsonElement.ParseValue(ref reader));

        public override void Write(Utf8JsonWriter writer, OcpiCdr value, JsonSerializerOptions options) => value.Json.WriteTo(writer);
    }
}
