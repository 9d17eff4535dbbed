using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HeymarketPortal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Evidence : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "HookPath",
                table: "Teams",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "HookTokenHash",
                table: "Teams",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "StoppedAt",
                table: "Teams",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "StoppedBy",
                table: "Teams",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Absences",
                table: "Sends",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "AgainOf",
                table: "Sends",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "CheckAt",
                table: "Sends",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CheckNote",
                table: "Sends",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "CheckedAt",
                table: "Sends",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Checks",
                table: "Sends",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Delivery",
                table: "Sends",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DeliveryAt",
                table: "Sends",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Evidence",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    SendId = table.Column<long>(type: "INTEGER", nullable: false),
                    TeamId = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Source = table.Column<string>(type: "TEXT", nullable: false),
                    Verdict = table.Column<string>(type: "TEXT", nullable: false),
                    MessageId = table.Column<long>(type: "INTEGER", nullable: true),
                    Details = table.Column<string>(type: "TEXT", nullable: true),
                    RequestId = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Evidence", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Evidence_Sends_TeamId_SendId",
                        columns: x => new { x.TeamId, x.SendId },
                        principalTable: "Sends",
                        principalColumns: new[] { "TeamId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "HookEvents",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    TeamId = table.Column<long>(type: "INTEGER", nullable: false),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Type = table.Column<string>(type: "TEXT", nullable: false),
                    Fingerprint = table.Column<string>(type: "TEXT", nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: false),
                    HandledAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Note = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HookEvents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_HookEvents_Teams_TeamId",
                        column: x => x.TeamId,
                        principalTable: "Teams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "OptOuts",
                columns: table => new
                {
                    TeamId = table.Column<long>(type: "INTEGER", nullable: false),
                    PhoneNumber = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OptOuts", x => new { x.TeamId, x.PhoneNumber });
                    table.ForeignKey(
                        name: "FK_OptOuts_Teams_TeamId",
                        column: x => x.TeamId,
                        principalTable: "Teams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Teams_HookPath",
                table: "Teams",
                column: "HookPath",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Sends_AgainOf",
                table: "Sends",
                column: "AgainOf",
                unique: true,
                filter: "\"AgainOf\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Sends_CheckAt",
                table: "Sends",
                column: "CheckAt",
                filter: "\"CheckAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Sends_TeamId_FoundConversationId",
                table: "Sends",
                columns: new[] { "TeamId", "FoundConversationId" },
                filter: "\"FoundConversationId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Sends_TeamId_MessageId",
                table: "Sends",
                columns: new[] { "TeamId", "MessageId" },
                filter: "\"MessageId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Evidence_TeamId_SendId",
                table: "Evidence",
                columns: new[] { "TeamId", "SendId" });

            migrationBuilder.CreateIndex(
                name: "IX_HookEvents_ReceivedAt",
                table: "HookEvents",
                column: "ReceivedAt",
                filter: "\"HandledAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_HookEvents_TeamId_Fingerprint",
                table: "HookEvents",
                columns: new[] { "TeamId", "Fingerprint" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Evidence");

            migrationBuilder.DropTable(
                name: "HookEvents");

            migrationBuilder.DropTable(
                name: "OptOuts");

            migrationBuilder.DropIndex(
                name: "IX_Teams_HookPath",
                table: "Teams");

            migrationBuilder.DropIndex(
                name: "IX_Sends_AgainOf",
                table: "Sends");

            migrationBuilder.DropIndex(
                name: "IX_Sends_CheckAt",
                table: "Sends");

            migrationBuilder.DropIndex(
                name: "IX_Sends_TeamId_FoundConversationId",
                table: "Sends");

            migrationBuilder.DropIndex(
                name: "IX_Sends_TeamId_MessageId",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "HookPath",
                table: "Teams");

            migrationBuilder.DropColumn(
                name: "HookTokenHash",
                table: "Teams");

            migrationBuilder.DropColumn(
                name: "StoppedAt",
                table: "Teams");

            migrationBuilder.DropColumn(
                name: "StoppedBy",
                table: "Teams");

            migrationBuilder.DropColumn(
                name: "Absences",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "AgainOf",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "CheckAt",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "CheckNote",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "CheckedAt",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "Checks",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "Delivery",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "DeliveryAt",
                table: "Sends");
        }
    }
}
