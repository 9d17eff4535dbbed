using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HeymarketPortal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class KeyRotation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "CheckMissed",
                table: "ApiKeys",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "CheckedAt",
                table: "ApiKeys",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DestroyAt",
                table: "ApiKeys",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "CheckMissed",
                table: "ApiKeys");

            migrationBuilder.DropColumn(
                name: "CheckedAt",
                table: "ApiKeys");

            migrationBuilder.DropColumn(
                name: "DestroyAt",
                table: "ApiKeys");
        }
    }
}
