using HeymarketPortal.Heymarket.Wire;
using Refit;

namespace HeymarketPortal.Heymarket;

/// <summary>
/// The calls of Heymarket's API that the portal makes. Answers stay raw here: what a body means, and how much of it is read,
/// is decided once, in <see cref="HeymarketWire"/>.
/// </summary>
public interface IHeymarketApi
{
    [Get("/v1/inboxes")]
    Task<HttpResponseMessage> InboxesAsync([Property(HeymarketCall.OptionName)] HeymarketCall call, CancellationToken stop);

    [Get("/v1/users")]
    Task<HttpResponseMessage> UsersAsync([Property(HeymarketCall.OptionName)] HeymarketCall call, CancellationToken stop);

    [Get("/v1/team")]
    Task<HttpResponseMessage> TeamAsync([Property(HeymarketCall.OptionName)] HeymarketCall call, CancellationToken stop);

    /// <param name="body">The exact bytes that the ledger stored the hash of.</param>
    [Post("/v1/message/send")]
    Task<HttpResponseMessage> SendAsync(
        [Property(HeymarketCall.OptionName)] HeymarketCall call, [Body] ByteArrayContent body, CancellationToken stop);

    /// <param name="before">Unix seconds: older messages than these.</param>
    [Get("/v1/messages")]
    Task<HttpResponseMessage> MessagesAsync(
        [Property(HeymarketCall.OptionName)] HeymarketCall call,
        [AliasAs("phoneNumber")] string phoneNumber,
        [AliasAs("inboxID")] long inboxId,
        [AliasAs("timestamp")] long? before,
        CancellationToken stop);

    [Post("/v1/messages/all")]
    Task<HttpResponseMessage> AllMessagesAsync(
        [Property(HeymarketCall.OptionName)] HeymarketCall call, [Body(buffered: true)] WireSpan span, CancellationToken stop);

    [Post("/v1/lists")]
    Task<HttpResponseMessage> ListsAsync(
        [Property(HeymarketCall.OptionName)] HeymarketCall call, [Body(buffered: true)] WirePage page, CancellationToken stop);

    [Get("/v1/list/{id}")]
    Task<HttpResponseMessage> ListAsync([Property(HeymarketCall.OptionName)] HeymarketCall call, long id, CancellationToken stop);

    [Post("/v1/templates")]
    Task<HttpResponseMessage> TemplatesAsync(
        [Property(HeymarketCall.OptionName)] HeymarketCall call, [Body(buffered: true)] WirePage page, CancellationToken stop);

    [Post("/v1/surveys")]
    Task<HttpResponseMessage> SurveysAsync(
        [Property(HeymarketCall.OptionName)] HeymarketCall call, [Body(buffered: true)] WirePage page, CancellationToken stop);

    [Post("/v1/contact-fields")]
    Task<HttpResponseMessage> ContactFieldsAsync(
        [Property(HeymarketCall.OptionName)] HeymarketCall call, [Body(buffered: true)] WirePage page, CancellationToken stop);

    [Get("/v1/conversations/{id}")]
    Task<HttpResponseMessage> ConversationAsync([Property(HeymarketCall.OptionName)] HeymarketCall call, long id, CancellationToken stop);
}
