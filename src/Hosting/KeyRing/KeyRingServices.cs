using HeymarketPortal.Data;
using HeymarketPortal.Data.Secrets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace HeymarketPortal.Hosting;

internal static class KeyRingServices
{
    /// <summary>Data Protection for cookies, antiforgery and circuit state: its ring in the database, sealed by the master key.</summary>
    public static void AddKeyRing(this IServiceCollection services)
    {
        // The name is bound to every cookie: a changed one signs everybody out.
        services.AddDataProtection().SetApplicationName("HeymarketPortal").PersistKeysToDbContext<PortalDbContext>();
        services.AddOptions<KeyManagementOptions>()
            .Configure<MasterKeys>((options, keys) => options.XmlEncryptor = new MasterKeyXmlEncryptor(keys));
    }
}
