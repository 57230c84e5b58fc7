using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StrongCities.Hub.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Cases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Attachments_Requests_RequestId",
                table: "Attachments");

            migrationBuilder.DropForeignKey(
                name: "FK_CaseEvents_Requests_RequestId",
                table: "CaseEvents");

            migrationBuilder.DropForeignKey(
                name: "FK_Recusals_Requests_RequestId",
                table: "Recusals");

            migrationBuilder.DropForeignKey(
                name: "FK_Tasks_Requests_RequestId",
                table: "Tasks");

            migrationBuilder.DropPrimaryKey(
                name: "PK_CaseSeries",
                table: "CaseSeries");

            migrationBuilder.DropPrimaryKey(
                name: "PK_Requests",
                table: "Requests");

            migrationBuilder.RenameTable(
                name: "Requests",
                newName: "Cases");

            migrationBuilder.RenameColumn(
                name: "RequestId",
                table: "Tasks",
                newName: "CaseId");

            migrationBuilder.RenameIndex(
                name: "IX_Tasks_RequestId_State",
                table: "Tasks",
                newName: "IX_Tasks_CaseId_State");

            migrationBuilder.RenameColumn(
                name: "RequestId",
                table: "Recusals",
                newName: "CaseId");

            migrationBuilder.RenameIndex(
                name: "IX_Recusals_RequestId_PersonId",
                table: "Recusals",
                newName: "IX_Recusals_CaseId_PersonId");

            migrationBuilder.RenameColumn(
                name: "RequestId",
                table: "Mails",
                newName: "CaseId");

            migrationBuilder.RenameIndex(
                name: "IX_Mails_RequestId",
                table: "Mails",
                newName: "IX_Mails_CaseId");

            migrationBuilder.RenameColumn(
                name: "RequestId",
                table: "InboundMails",
                newName: "CaseId");

            migrationBuilder.RenameColumn(
                name: "RequestId",
                table: "CaseEvents",
                newName: "CaseId");

            migrationBuilder.RenameIndex(
                name: "IX_CaseEvents_RequestId",
                table: "CaseEvents",
                newName: "IX_CaseEvents_CaseId");

            migrationBuilder.RenameColumn(
                name: "RequestId",
                table: "Attachments",
                newName: "CaseId");

            migrationBuilder.RenameIndex(
                name: "IX_Attachments_RequestId",
                table: "Attachments",
                newName: "IX_Attachments_CaseId");

            migrationBuilder.RenameColumn(
                name: "Form_Title",
                table: "Cases",
                newName: "Title");

            // The tool would have dropped it and added another, because who opened a case may be nobody now.
            migrationBuilder.RenameColumn(
                name: "SubmittedById",
                table: "Cases",
                newName: "OpenedById");

            migrationBuilder.RenameColumn(
                name: "SubmittedAt",
                table: "Cases",
                newName: "OpenedAt");

            migrationBuilder.RenameColumn(
                name: "Form_Confidential",
                table: "Cases",
                newName: "IsConfidential");

            migrationBuilder.RenameIndex(
                name: "IX_Requests_Number",
                table: "Cases",
                newName: "IX_Cases_Number");

            migrationBuilder.RenameIndex(
                name: "IX_Requests_InstanceId",
                table: "Cases",
                newName: "IX_Cases_InstanceId");

            migrationBuilder.RenameIndex(
                name: "IX_Requests_HubId_Status",
                table: "Cases",
                newName: "IX_Cases_HubId_Status");

            migrationBuilder.RenameIndex(
                name: "IX_Requests_CityId_FormId",
                table: "Cases",
                newName: "IX_Cases_CityId_FormId");

            migrationBuilder.AlterColumn<Guid>(
                name: "CityId",
                table: "Tasks",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "TEXT");

            migrationBuilder.AddColumn<string>(
                name: "Series",
                table: "CaseSeries",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AlterColumn<Guid>(
                name: "CityId",
                table: "CaseEvents",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "TEXT");

            migrationBuilder.AlterColumn<Guid>(
                name: "CityId",
                table: "Attachments",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "TEXT");

            migrationBuilder.AlterColumn<string>(
                name: "Status",
                table: "Cases",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "TEXT");

            migrationBuilder.AlterColumn<string>(
                name: "Form_Problem",
                table: "Cases",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "TEXT");

            migrationBuilder.AlterColumn<string>(
                name: "FormId",
                table: "Cases",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "TEXT");

            migrationBuilder.AlterColumn<Guid>(
                name: "CityId",
                table: "Cases",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "TEXT");

            migrationBuilder.AddColumn<string>(
                name: "Brief",
                table: "Cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "Cases",
                type: "TEXT",
                maxLength: 21,
                nullable: false,
                defaultValue: "Request");

            migrationBuilder.AlterColumn<Guid>(
                name: "OpenedById",
                table: "Cases",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "TEXT");

            migrationBuilder.AddColumn<Guid>(
                name: "OpportunityId",
                table: "Cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ParentCaseId",
                table: "Cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "PK_CaseSeries",
                table: "CaseSeries",
                columns: new[] { "HubId", "Series", "Year" });

            migrationBuilder.AddPrimaryKey(
                name: "PK_Cases",
                table: "Cases",
                column: "Id");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_HubId_OpportunityId",
                table: "Cases",
                columns: new[] { "HubId", "OpportunityId" },
                unique: true,
                filter: "\"Kind\" = 'Opportunity'");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_HubId_OpportunityId_CityId",
                table: "Cases",
                columns: new[] { "HubId", "OpportunityId", "CityId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Cases_ParentCaseId",
                table: "Cases",
                column: "ParentCaseId");

            migrationBuilder.AddForeignKey(
                name: "FK_Attachments_Cases_CaseId",
                table: "Attachments",
                column: "CaseId",
                principalTable: "Cases",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_CaseEvents_Cases_CaseId",
                table: "CaseEvents",
                column: "CaseId",
                principalTable: "Cases",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_Cases_Cases_ParentCaseId",
                table: "Cases",
                column: "ParentCaseId",
                principalTable: "Cases",
                principalColumn: "Id");

            migrationBuilder.AddForeignKey(
                name: "FK_Recusals_Cases_CaseId",
                table: "Recusals",
                column: "CaseId",
                principalTable: "Cases",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_Tasks_Cases_CaseId",
                table: "Tasks",
                column: "CaseId",
                principalTable: "Cases",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Attachments_Cases_CaseId",
                table: "Attachments");

            migrationBuilder.DropForeignKey(
                name: "FK_CaseEvents_Cases_CaseId",
                table: "CaseEvents");

            migrationBuilder.DropForeignKey(
                name: "FK_Cases_Cases_ParentCaseId",
                table: "Cases");

            migrationBuilder.DropForeignKey(
                name: "FK_Recusals_Cases_CaseId",
                table: "Recusals");

            migrationBuilder.DropForeignKey(
                name: "FK_Tasks_Cases_CaseId",
                table: "Tasks");

            migrationBuilder.DropPrimaryKey(
                name: "PK_CaseSeries",
                table: "CaseSeries");

            migrationBuilder.DropPrimaryKey(
                name: "PK_Cases",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_HubId_OpportunityId",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_HubId_OpportunityId_CityId",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_ParentCaseId",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Series",
                table: "CaseSeries");

            migrationBuilder.DropColumn(
                name: "Brief",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "OpportunityId",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "ParentCaseId",
                table: "Cases");

            migrationBuilder.RenameTable(
                name: "Cases",
                newName: "Requests");

            migrationBuilder.RenameColumn(
                name: "CaseId",
                table: "Tasks",
                newName: "RequestId");

            migrationBuilder.RenameIndex(
                name: "IX_Tasks_CaseId_State",
                table: "Tasks",
                newName: "IX_Tasks_RequestId_State");

            migrationBuilder.RenameColumn(
                name: "CaseId",
                table: "Recusals",
                newName: "RequestId");

            migrationBuilder.RenameIndex(
                name: "IX_Recusals_CaseId_PersonId",
                table: "Recusals",
                newName: "IX_Recusals_RequestId_PersonId");

            migrationBuilder.RenameColumn(
                name: "CaseId",
                table: "Mails",
                newName: "RequestId");

            migrationBuilder.RenameIndex(
                name: "IX_Mails_CaseId",
                table: "Mails",
                newName: "IX_Mails_RequestId");

            migrationBuilder.RenameColumn(
                name: "CaseId",
                table: "InboundMails",
                newName: "RequestId");

            migrationBuilder.RenameColumn(
                name: "CaseId",
                table: "CaseEvents",
                newName: "RequestId");

            migrationBuilder.RenameIndex(
                name: "IX_CaseEvents_CaseId",
                table: "CaseEvents",
                newName: "IX_CaseEvents_RequestId");

            migrationBuilder.RenameColumn(
                name: "CaseId",
                table: "Attachments",
                newName: "RequestId");

            migrationBuilder.RenameIndex(
                name: "IX_Attachments_CaseId",
                table: "Attachments",
                newName: "IX_Attachments_RequestId");

            migrationBuilder.RenameColumn(
                name: "Title",
                table: "Requests",
                newName: "Form_Title");

            migrationBuilder.RenameColumn(
                name: "OpenedById",
                table: "Requests",
                newName: "SubmittedById");

            migrationBuilder.RenameColumn(
                name: "OpenedAt",
                table: "Requests",
                newName: "SubmittedAt");

            migrationBuilder.RenameColumn(
                name: "IsConfidential",
                table: "Requests",
                newName: "Form_Confidential");

            migrationBuilder.RenameIndex(
                name: "IX_Cases_Number",
                table: "Requests",
                newName: "IX_Requests_Number");

            migrationBuilder.RenameIndex(
                name: "IX_Cases_InstanceId",
                table: "Requests",
                newName: "IX_Requests_InstanceId");

            migrationBuilder.RenameIndex(
                name: "IX_Cases_HubId_Status",
                table: "Requests",
                newName: "IX_Requests_HubId_Status");

            migrationBuilder.RenameIndex(
                name: "IX_Cases_CityId_FormId",
                table: "Requests",
                newName: "IX_Requests_CityId_FormId");

            migrationBuilder.AlterColumn<Guid>(
                name: "CityId",
                table: "Tasks",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "TEXT",
                oldNullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "CityId",
                table: "CaseEvents",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "TEXT",
                oldNullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "CityId",
                table: "Attachments",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "TEXT",
                oldNullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "Status",
                table: "Requests",
                type: "TEXT",
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldNullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "Form_Problem",
                table: "Requests",
                type: "TEXT",
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldNullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "FormId",
                table: "Requests",
                type: "TEXT",
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldNullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "CityId",
                table: "Requests",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "TEXT",
                oldNullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "SubmittedById",
                table: "Requests",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "TEXT",
                oldNullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "PK_CaseSeries",
                table: "CaseSeries",
                columns: new[] { "HubId", "Year" });

            migrationBuilder.AddPrimaryKey(
                name: "PK_Requests",
                table: "Requests",
                column: "Id");

            migrationBuilder.AddForeignKey(
                name: "FK_Attachments_Requests_RequestId",
                table: "Attachments",
                column: "RequestId",
                principalTable: "Requests",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_CaseEvents_Requests_RequestId",
                table: "CaseEvents",
                column: "RequestId",
                principalTable: "Requests",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_Recusals_Requests_RequestId",
                table: "Recusals",
                column: "RequestId",
                principalTable: "Requests",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_Tasks_Requests_RequestId",
                table: "Tasks",
                column: "RequestId",
                principalTable: "Requests",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }
    }
}
