using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HeymarketPortal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Bulk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Sends_RateKey_State_DueAt",
                table: "Sends");

            migrationBuilder.AddColumn<bool>(
                name: "Bulk",
                table: "Sends",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "IX_Sends_RateKey_State_Bulk_DueAt_Id",
                table: "Sends",
                columns: new[] { "RateKey", "State", "Bulk", "DueAt", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Sends_RateKey_State_Bulk_DueAt_Id",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "Bulk",
                table: "Sends");

            migrationBuilder.CreateIndex(
                name: "IX_Sends_RateKey_State_DueAt",
                table: "Sends",
                columns: new[] { "RateKey", "State", "DueAt" });
        }
    }
}
