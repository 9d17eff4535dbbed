using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HeymarketPortal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Search : Migration
    {
        // What of a send is searched, and the only place that says so: the index is filled and kept from here. Words; numbers
        // as they are and without the 1 of their country; the same from their last digit on; and to whom the send belongs.
        private const string Searchable = """
            CREATE VIEW "SendSearchable" AS
            SELECT s."Id" AS "Id",
                   concat_ws(' ', s."Text", s."TemplateName", s."TemplateText", s."SurveyName", s."SurveyQuestion", s."ListName", s."Author", s."ConversationId", s."ListId") AS "Words",
                   (SELECT group_concat(n.value || iif(n.value LIKE '1__________', ' ' || substr(n.value, 2), ''), ' ') FROM (
                       SELECT s."PhoneNumber" AS value UNION ALL SELECT s."ConversationNumber"
                       UNION ALL SELECT value FROM json_each(s."Targets") UNION ALL SELECT value FROM json_each(s."ListNumbers")) AS n) AS "Numbers",
                   (SELECT group_concat(substr(n.value,15,1)||substr(n.value,14,1)||substr(n.value,13,1)||substr(n.value,12,1)||substr(n.value,11,1)||substr(n.value,10,1)||substr(n.value,9,1)||substr(n.value,8,1)||substr(n.value,7,1)||substr(n.value,6,1)||substr(n.value,5,1)||substr(n.value,4,1)||substr(n.value,3,1)||substr(n.value,2,1)||substr(n.value,1,1), ' ') FROM (
                       SELECT s."PhoneNumber" AS value UNION ALL SELECT s."ConversationNumber"
                       UNION ALL SELECT value FROM json_each(s."Targets") UNION ALL SELECT value FROM json_each(s."ListNumbers")) AS n) AS "Endings",
                   concat_ws(' ', 't' || s."TeamId", 'k' || s."Kind", 'i' || s."InboxId", 'a' || s."AccountId") AS "Belongs"
            FROM "Sends" AS s
            """;

        private const string Index = """
            CREATE VIRTUAL TABLE "SendSearch" USING fts5("Words", "Numbers", "Endings", "Belongs",
                content='', columnsize=0, tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'")
            """;

        // Whatever writes a send, by EF or by hand: the index follows in the same transaction. States and ids that come later are not
        // in it, so that the busiest writes leave it alone.
        private const string Columns = """
            "Text", "TemplateName", "TemplateText", "SurveyName", "SurveyQuestion", "ListName", "Author", "ConversationId", "ListId",
            "PhoneNumber", "ConversationNumber", "Targets", "ListNumbers", "TeamId", "Kind", "InboxId", "AccountId"
            """;

        private static string Take(string row) => $"""
            INSERT INTO "SendSearch" (rowid, "Words", "Numbers", "Endings", "Belongs")
            SELECT "Id", "Words", "Numbers", "Endings", "Belongs" FROM "SendSearchable" WHERE "Id" = {row}."Id";
            """;

        private static string Forget => """
            INSERT INTO "SendSearch" ("SendSearch", rowid, "Words", "Numbers", "Endings", "Belongs")
            SELECT 'delete', "Id", "Words", "Numbers", "Endings", "Belongs" FROM "SendSearchable" WHERE "Id" = old."Id";
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Sends_TeamId_AccountId",
                table: "Sends",
                columns: new[] { "TeamId", "AccountId" });

            migrationBuilder.CreateIndex(
                name: "IX_Sends_TeamId_CreatedAt",
                table: "Sends",
                columns: new[] { "TeamId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Sends_TeamId_Delivery",
                table: "Sends",
                columns: new[] { "TeamId", "Delivery" },
                filter: "\"Delivery\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Sends_TeamId_InboxId",
                table: "Sends",
                columns: new[] { "TeamId", "InboxId" });

            migrationBuilder.CreateIndex(
                name: "IX_Sends_TeamId_InsteadOf",
                table: "Sends",
                columns: new[] { "TeamId", "InsteadOf" },
                filter: "\"InsteadOf\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Sends_TeamId_Kind",
                table: "Sends",
                columns: new[] { "TeamId", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_TeamId_RequestId",
                table: "Attempts",
                columns: new[] { "TeamId", "RequestId" },
                filter: "\"RequestId\" IS NOT NULL");

            migrationBuilder.Sql(Searchable);
            migrationBuilder.Sql(Index);
            // Erased words leave the file too.
            migrationBuilder.Sql("""INSERT INTO "SendSearch" ("SendSearch", rank) VALUES ('secure-delete', 1)""");
            migrationBuilder.Sql("""CREATE VIRTUAL TABLE "SendTerms" USING fts5vocab("SendSearch", "instance")""");
            migrationBuilder.Sql($"""CREATE TRIGGER "SendSearch_Insert" AFTER INSERT ON "Sends" BEGIN {Take("new")} END""");
            migrationBuilder.Sql($"""CREATE TRIGGER "SendSearch_Before" BEFORE UPDATE OF {Columns} ON "Sends" BEGIN {Forget} END""");
            migrationBuilder.Sql($"""CREATE TRIGGER "SendSearch_Update" AFTER UPDATE OF {Columns} ON "Sends" BEGIN {Take("new")} END""");
            migrationBuilder.Sql($"""CREATE TRIGGER "SendSearch_Delete" BEFORE DELETE ON "Sends" BEGIN {Forget} END""");
            migrationBuilder.Sql("""
                INSERT INTO "SendSearch" (rowid, "Words", "Numbers", "Endings", "Belongs")
                SELECT "Id", "Words", "Numbers", "Endings", "Belongs" FROM "SendSearchable"
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var trigger in (string[])["Insert", "Before", "Update", "Delete"])
            {
                migrationBuilder.Sql($"DROP TRIGGER \"SendSearch_{trigger}\"");
            }
            migrationBuilder.Sql("""DROP TABLE "SendTerms" """);
            migrationBuilder.Sql("""DROP TABLE "SendSearch" """);
            migrationBuilder.Sql("""DROP VIEW "SendSearchable" """);

            migrationBuilder.DropIndex(
                name: "IX_Sends_TeamId_AccountId",
                table: "Sends");

            migrationBuilder.DropIndex(
                name: "IX_Sends_TeamId_CreatedAt",
                table: "Sends");

            migrationBuilder.DropIndex(
                name: "IX_Sends_TeamId_Delivery",
                table: "Sends");

            migrationBuilder.DropIndex(
                name: "IX_Sends_TeamId_InboxId",
                table: "Sends");

            migrationBuilder.DropIndex(
                name: "IX_Sends_TeamId_InsteadOf",
                table: "Sends");

            migrationBuilder.DropIndex(
                name: "IX_Sends_TeamId_Kind",
                table: "Sends");

            migrationBuilder.DropIndex(
                name: "IX_Attempts_TeamId_RequestId",
                table: "Attempts");
        }
    }
}
