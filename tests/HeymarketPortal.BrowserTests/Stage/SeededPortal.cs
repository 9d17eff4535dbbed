using System.Data.Common;
using System.Globalization;
using HeymarketPortal.Benchmarks;
using HeymarketPortal.Data;
using HeymarketPortal.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.BrowserTests;

/// <summary>A portal with the history of three teams: some thousand sends every day, as many as <c>HISTORY_ROWS</c> says where it is set.</summary>
public sealed class SeededPortal : PortalHost
{
    private readonly Looks _looks;

    public SeededPortal() : this(new Looks()) { }

    private SeededPortal(Looks looks) : base(services => services.ConfigureDbContext<PortalDbContext>(options => options.AddInterceptors(looks))) => _looks = looks;

    /// <summary>Set where the whole is measured, not only tried.</summary>
    public static int? Asked { get; } = int.TryParse(Environment.GetEnvironmentVariable("HISTORY_ROWS"), CultureInfo.InvariantCulture, out var rows) ? rows : null;

    public int Rows { get; } = Asked ?? 4_000;
    public Team Largest { get; private set; } = null!;
    internal Looks Reads => _looks;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Seed.RunAsync(Database, Rows);
        Largest = await Get<Database>().ReadAsync(null, db => db.Teams.AsNoTracking().SingleAsync(team => team.Name == "Harbour Dental"));
    }

    /// <summary>Watches how the rows of the history are read, and can make that slow.</summary>
    internal sealed class Looks : DbCommandInterceptor
    {
        private int _under;
        private int _most;
        private int _ended;

        public TimeSpan Slow { get; set; }
        /// <summary>At the same time.</summary>
        public int Most => _most;
        /// <summary>Nobody waited for them any more.</summary>
        public int Ended => _ended;

        public void Forget() => (_most, _ended) = (0, 0);

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            // Rows are read by their ids.
            if (!command.CommandText.Contains("json_each(@ids)", StringComparison.Ordinal))
            {
                return result;
            }
            var under = Interlocked.Increment(ref _under);
            InterlockedMost(under);
            try
            {
                await Task.Delay(Slow, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref _ended);
                throw;
            }
            finally
            {
                Interlocked.Decrement(ref _under);
            }
            return result;
        }

        private void InterlockedMost(int under)
        {
            for (var most = _most; under > most && Interlocked.CompareExchange(ref _most, under, most) != most; most = _most)
            {
            }
        }
    }
}
