create procedure regrade() as $$ update grades set grade = null; $$;
