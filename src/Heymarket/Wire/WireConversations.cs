namespace HeymarketPortal.Heymarket.Wire;

/// <summary><c>GET /v1/conversations/{id}</c>. A group's numbers are in <c>targets</c>, which not every answer has.</summary>
/// <example><code>{"id":9920,"inbox":413,"name":"Jordan Rivera","target":"15105550142","type":"sms","updated":"2026-03-02T18:04:05.123456Z"}</code></example>
internal static class WireConversations
{
    /// <returns>Null when the body is no conversation.</returns>
    public static Conversation? Read(string body)
    {
        if (Lenient.One(body, "conversation") is not { } row || row.Number("id") is not { } id)
        {
            return null;
        }
        List<string> targets =
        [
            .. row.Many("target", "phone", "number").Concat(row.Many("targets", "phone", "number"))
                .Select(Lenient.WordsOf).OfType<string>().Select(Lenient.DigitsOfPhone).OfType<string>().Distinct(),
        ];
        return new Conversation(id, row.Number("inbox") ?? row.Number("inbox_id"), row.Words("name"), targets.FirstOrDefault(), targets);
    }
}
