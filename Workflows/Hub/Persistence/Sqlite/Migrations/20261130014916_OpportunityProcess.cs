using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StrongCities.Hub.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class OpportunityProcess : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Cases_HubId_OpportunityId_CityId",
                table: "Cases");

            migrationBuilder.AddColumn<Guid>(
                name: "InterestCaseId",
                table: "Cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Stage",
                table: "Cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Cases_HubId_OpportunityId_CityId_Kind",
                table: "Cases",
                columns: new[] { "HubId", "OpportunityId", "CityId", "Kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Cases_InterestCaseId",
                table: "Cases",
                column: "InterestCaseId");

            migrationBuilder.AddForeignKey(
                name: "FK_Cases_Cases_InterestCaseId",
                table: "Cases",
                column: "InterestCaseId",
                principalTable: "Cases",
                principalColumn: "Id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Cases_Cases_InterestCaseId",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_HubId_OpportunityId_CityId_Kind",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_InterestCaseId",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "InterestCaseId",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Stage",
                table: "Cases");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_HubId_OpportunityId_CityId",
                table: "Cases",
                columns: new[] { "HubId", "OpportunityId", "CityId" },
                unique: true);
        }
    }
}
