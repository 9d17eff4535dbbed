using System.Text;
using System.Xml.Linq;
using HeymarketPortal.Data.Secrets;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace HeymarketPortal.Hosting;

/// <summary>Seals the keys of cookies and antiforgery tokens under the master key: a copy of the database signs nobody in.</summary>
/// <example><c>&lt;sealed&gt;v1.file.k3yd….Zm9v….9Qx…&lt;/sealed&gt;</c></example>
internal sealed class MasterKeyXmlEncryptor(MasterKeys keys) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var box = keys.Seal(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)), MasterKeys.KeyRingContext);
        return new(new XElement("sealed", box), typeof(MasterKeyXmlDecryptor));
    }
}

/// <summary>Data Protection makes it by the name that is stored beside each key: renaming this class loses the ring.</summary>
internal sealed class MasterKeyXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) => XElement.Parse(Encoding.UTF8.GetString(
        services.GetRequiredService<MasterKeys>().Open(encryptedElement.Value, MasterKeys.KeyRingContext)));
}
