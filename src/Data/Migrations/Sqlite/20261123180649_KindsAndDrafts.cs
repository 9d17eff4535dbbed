using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HeymarketPortal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class KindsAndDrafts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ConversationNumber",
                table: "Sends",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "InsteadOf",
                table: "Sends",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ListName",
                table: "Sends",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ListNumbers",
                table: "Sends",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ListRevision",
                table: "Sends",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ListSize",
                table: "Sends",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SurveyName",
                table: "Sends",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SurveyQuestion",
                table: "Sends",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TemplateName",
                table: "Sends",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "TemplateRevision",
                table: "Sends",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TemplateText",
                table: "Sends",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "HoldSeconds",
                table: "AspNetUsers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Drafts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TeamId = table.Column<long>(type: "INTEGER", nullable: false),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    Form = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UpdatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Drafts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Drafts_AspNetUsers_AccountId",
                        column: x => x.AccountId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Drafts_Teams_TeamId",
                        column: x => x.TeamId,
                        principalTable: "Teams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Sends_TeamId_DueAt",
                table: "Sends",
                columns: new[] { "TeamId", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Sends_TeamId_ListId",
                table: "Sends",
                columns: new[] { "TeamId", "ListId" });

            migrationBuilder.CreateIndex(
                name: "IX_Sends_TeamId_PhoneNumber",
                table: "Sends",
                columns: new[] { "TeamId", "PhoneNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_Drafts_AccountId",
                table: "Drafts",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_Drafts_TeamId_AccountId_UpdatedAt",
                table: "Drafts",
                columns: new[] { "TeamId", "AccountId", "UpdatedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Drafts");

            migrationBuilder.DropIndex(
                name: "IX_Sends_TeamId_DueAt",
                table: "Sends");

            migrationBuilder.DropIndex(
                name: "IX_Sends_TeamId_ListId",
                table: "Sends");

            migrationBuilder.DropIndex(
                name: "IX_Sends_TeamId_PhoneNumber",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "ConversationNumber",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "InsteadOf",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "ListName",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "ListNumbers",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "ListRevision",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "ListSize",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "SurveyName",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "SurveyQuestion",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "TemplateName",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "TemplateRevision",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "TemplateText",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "HoldSeconds",
                table: "AspNetUsers");
        }
    }
}
